package io.smolscale.stress.faults;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Copies the classes of the core, with a call of the [Hook] at each point where the VM can throw
/// an error: before each call and each allocation. (A store, a comparison or a return throws
/// nothing, whatever there is too little of; the code under test relies on that.)
///
/// Some calls are left out: of a `Runnable` or `Callable`, where an error is that of the body; and
/// in initialisers of classes, whose error lasts.
final class Injector {
  private static final ClassDesc HOOK = ClassDesc.of("io.smolscale.stress.faults.Hook");
  private static final MethodTypeDesc AT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final Set<String> BODIES =
      Set.of("java/lang/Runnable", "java/util/concurrent/Callable");
  private static final Set<String> LEFT_OUT = Set.of("agent", "doctor", "runtime", "profile");

  private final List<String> points = new ArrayList<>();

  /// Where each point is, by its number.
  List<String> points() {
    return points;
  }

  /// Copies all classes below a folder.
  void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      byte[] bytes = Files.readAllBytes(file);
      boolean left = !file.toString().endsWith(".class") || file.endsWith("module-info.class");
      Files.write(target, left || isLeftOut(from.relativize(file)) ? bytes : transform(bytes));
    }
  }

  private static boolean isLeftOut(Path file) {
    for (Path name : file) {
      if (LEFT_OUT.contains(name.toString())) {
        return true;
      }
    }
    return false;
  }

  private byte[] transform(byte[] bytes) {
    ClassFile context = ClassFile.of();
    var model = context.parse(bytes);
    String type = model.thisClass().asInternalName();
    return context.transformClass(
        model,
        ClassTransform.transformingMethods(
            method -> method.code().isPresent() && !method.methodName().equalsString("<clinit>"),
            (builder, element) -> {
              if (element instanceof CodeModel code) {
                MethodModel method = code.parent().orElseThrow();
                builder.transformCode(
                    code, new Calls(type + '.' + method.methodName().stringValue()));
              } else {
                builder.with(element);
              }
            }));
  }

  /// Puts the calls into one method.
  private final class Calls implements CodeTransform {
    private final String method;
    private int line;

    Calls(String method) {
      this.method = method;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case InvokeInstruction call when !BODIES.contains(call.owner().asInternalName()) ->
            point(code, call.owner().asInternalName() + '.' + call.name().stringValue());
        case InvokeDynamicInstruction call -> point(code, call.name().stringValue());
        case NewObjectInstruction made -> point(code, "new " + made.className().asInternalName());
        case NewReferenceArrayInstruction _ -> point(code, "new array");
        case NewPrimitiveArrayInstruction _ -> point(code, "new array");
        default -> {}
      }
      code.with(element);
    }

    private void point(CodeBuilder code, String before) {
      code.loadConstant(points.size());
      code.invokestatic(HOOK, "at", AT);
      points.add(method + ':' + line + " before " + before);
    }
  }
}
