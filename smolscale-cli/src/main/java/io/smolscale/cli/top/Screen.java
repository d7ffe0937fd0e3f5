package io.smolscale.cli.top;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/// The page on a terminal, redrawn again and again, until the user has seen enough.
final class Screen {
  private static final int ESCAPE = 27;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;
  private static final int INTERRUPT = 3; // ctrl-c
  private static final int MILLIS_FOR_SEQUENCE = 30; // what an arrow key sends comes at once
  private static final int UP = 1_000;
  private static final int DOWN = 1_001;
  private static final String KEYS =
      "q quit  f freeze  t threads  s sort  / filter  ↑↓ select  enter stack";

  private final long pid;
  private final Watch watch;
  private final long millis;
  private final View view = new View();
  private List<Line> lines = List.of();
  private boolean over;
  private int scrolled; // lines of a stack

  /// @param millis between two looks
  Screen(long pid, Watch watch, long millis) {
    this.pid = pid;
    this.watch = watch;
    this.millis = millis;
  }

  /// Shows it until the user quits, or the process has ended.
  ///
  /// @throws IOException when there is no terminal
  void run(boolean withThreads) throws IOException {
    view.showThreads(withThreads);
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
      Attributes before = terminal.enterRawMode();
      terminal.puts(Capability.enter_ca_mode);
      terminal.puts(Capability.keypad_xmit);
      terminal.puts(Capability.cursor_invisible);
      try {
        show(terminal);
      } finally {
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
      }
    }
  }

  private void show(Terminal terminal) throws IOException {
    Display display = new Display(terminal, true);
    long next = System.nanoTime();
    while (!over) {
      if (System.nanoTime() - next >= 0) {
        if (!view.isFrozen()) {
          watch.look(view.showsThreads());
        }
        next = System.nanoTime() + millis * 1_000_000;
      }
      Size size = terminal.getSize();
      display.resize(size);
      display.update(drawn(size.getRows(), size.getColumns()), 0);
      long left = Math.max(1, (next - System.nanoTime()) / 1_000_000);
      int key = key(terminal.reader(), left);
      if (key >= 0) {
        press(key);
      }
    }
  }

  private static int key(NonBlockingReader reader, long timeout) throws IOException {
    int key = reader.read(timeout);
    if (key == NonBlockingReader.EOF) {
      return 'q';
    }
    if (key != ESCAPE) {
      return key;
    }
    int second = reader.read(MILLIS_FOR_SEQUENCE);
    if (second != '[' && second != 'O') {
      return ESCAPE;
    }
    return switch (reader.read(MILLIS_FOR_SEQUENCE)) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      default -> ESCAPE;
    };
  }

  // ---- keys

  private void press(int key) {
    if (key == INTERRUPT) {
      over = true;
    } else if (view.isTyping()) {
      type(key);
    } else if (view.stack().isPresent()) {
      pressInStack(key);
    } else {
      pressInPage(key);
    }
  }

  private void type(int key) {
    String filter = view.filter();
    if (key == '\r' || key == '\n') {
      view.setTyping(false);
    } else if (key == ESCAPE) {
      view.filter("");
      view.setTyping(false);
    } else if (key == BACKSPACE || key == DELETE) {
      view.filter(filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1));
    } else if (key >= ' ' && key < UP) {
      view.filter(filter + (char) key);
    }
    view.select(0);
  }

  private void pressInStack(int key) {
    switch (key) {
      case UP -> scrolled = Math.max(0, scrolled - 1);
      case DOWN -> scrolled++;
      default -> view.showStack(null);
    }
  }

  private void pressInPage(int key) {
    switch (key) {
      case 'q' -> over = true;
      case 'f', ' ' -> view.freeze(!view.isFrozen());
      case 't' -> view.showThreads(!view.showsThreads());
      case 's' -> view.nextOrder();
      case '/' -> view.setTyping(true);
      case ESCAPE -> view.filter("");
      case UP -> view.select(view.selected() - 1);
      case DOWN -> view.select(Math.min(view.selected() + 1, lastRow()));
      case '\r', '\n' -> showStack();
      default -> {
        // no key of ours
      }
    }
  }

  private int lastRow() {
    return lines.stream().mapToInt(Line::row).max().orElse(0);
  }

  private void showStack() {
    scrolled = 0;
    lines.stream()
        .filter(line -> line.row() == view.selected())
        .findFirst()
        .ifPresent(line -> view.showStack(stackOf(line)));
  }

  private List<String> stackOf(Line line) {
    List<String> stack = new ArrayList<>();
    switch (line.subject()) {
      case Scheduler.Lane lane -> stack.addAll(watch.stackOf(lane));
      case Scheduler.Stuck stuck -> {
        stack.add("#%d %s, when it was stuck".formatted(stuck.thread(), stuck.threadName()));
        stuck.stack().forEach(frame -> stack.add("    at " + frame));
      }
      case Site site -> {
        stack.add("one of the " + site.live() + " threads that began in " + site.name());
        site.example()
            .forEach(frame ->
                stack.add(
                    "    at " + frame.type() + "." + frame.method() + "(" + frame.place() + ")"));
      }
      case null, default -> stack.add("there is no stack");
    }
    return stack;
  }

  // ---- drawing

  private List<AttributedString> drawn(int height, int width) {
    List<AttributedString> all = new ArrayList<>();
    if (view.stack().isPresent()) {
      List<String> stack = view.stack().get();
      scrolled = Math.max(0, Math.min(scrolled, stack.size() - (height - 1)));
      stack.stream()
          .skip(scrolled)
          .limit(height - 1L)
          .forEach(line -> all.add(styled(line, AttributedStyle.DEFAULT, width)));
      fill(all, height);
      all.add(styled("↑↓ scroll  any other key: back", AttributedStyle.INVERSE, width));
      return all;
    }
    lines = Page.of(pid, watch.now(), watch.rates(), watch.threads(), watch.stuck(), view, width);
    view.select(Math.min(view.selected(), lastRow()));
    int first = firstLine(height - 1);
    lines.stream()
        .skip(first)
        .limit(height - 1L)
        .forEach(line -> all.add(styled(line.text(), styleOf(line), width)));
    fill(all, height);
    all.add(styled(footer(), AttributedStyle.INVERSE, width));
    return all;
  }

  private String footer() {
    if (view.isTyping()) {
      return "filter: " + view.filter() + "_   enter keeps it, esc drops it";
    }
    String filter = view.filter().isEmpty() ? "" : "  filter \"" + view.filter() + "\" (esc)";
    String order =
        view.showsThreads() ? "  by " + view.order().name().toLowerCase(Locale.ROOT) : "";
    return KEYS + order + filter;
  }

  /// Where the selected row would be out of sight, the page begins further down.
  private int firstLine(int room) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).row() == view.selected()) {
        return Math.max(0, i - room + 1);
      }
    }
    return 0;
  }

  private static void fill(List<AttributedString> all, int height) {
    while (all.size() < height - 1) {
      all.add(AttributedString.EMPTY);
    }
  }

  private AttributedStyle styleOf(Line line) {
    if (line.row() >= 0 && line.row() == view.selected()) {
      return AttributedStyle.INVERSE;
    }
    return switch (line.style()) {
      case PLAIN -> AttributedStyle.DEFAULT;
      case TITLE -> AttributedStyle.BOLD;
      case HEAD -> AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
      case ALARM -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
      case FAINT -> AttributedStyle.DEFAULT.faint();
    };
  }

  private static AttributedString styled(String text, AttributedStyle style, int width) {
    String cut = text.length() <= width ? text : text.substring(0, width);
    boolean whole = style.equals(AttributedStyle.INVERSE);
    return new AttributedString(whole ? cut + " ".repeat(width - cut.length()) : cut, style);
  }

  static CommandException noTerminal(IOException e) {
    return CommandException.failure(
        "there is no terminal here (" + e.getMessage() + "); --once prints the page once");
  }
}
