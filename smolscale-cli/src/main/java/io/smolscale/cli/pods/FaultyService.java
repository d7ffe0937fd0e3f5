package io.smolscale.cli.pods;

import io.smolscale.cli.demo.DemoService;
import io.smolscale.cli.demo.ReadyLine;
import java.io.IOException;

/// The main class of a service beside which something goes wrong, when somebody says so.
final class FaultyService {
  /// What its standard input says when the fault is to begin.
  static final String BEGIN = "begin";

  private FaultyService() {}

  /// Says that it is ready, begins the fault that the argument names at the first line of standard
  /// input, and ends with that input. So it cannot outlive the process that started it.
  public static void main(String[] args) throws IOException, InterruptedException {
    Fault fault = Fault.named(args[0]).orElseThrow();
    try (DemoService service = DemoService.start()) {
      System.out.println(new ReadyLine(service.port(), ReadyLine.currentCarrier()));
      boolean begun = false;
      for (int read = System.in.read(); read >= 0; read = System.in.read()) {
        if (read == '\n' && !begun) {
          begun = true;
          fault.begin();
        }
      }
    }
    System.exit(0);
  }
}
