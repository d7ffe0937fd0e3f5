package io.smolscale.cli.top;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the user wants to see. Changed by keys.
final class View {
  private int selected; // a row of the page
  private Order order = Order.LIVE;
  private String filter = "";
  private boolean typing; // the filter
  private boolean frozen;
  private boolean threads;
  private @Nullable List<String> stack; // shown instead of the page

  /// What the sites are ordered by.
  enum Order {
    LIVE,
    RUNNING,
    PARKED,
    NAME
  }

  int selected() {
    return selected;
  }

  void select(int row) {
    selected = Math.max(0, row);
  }

  Order order() {
    return order;
  }

  void nextOrder() {
    order =
        switch (order) {
          case LIVE -> Order.RUNNING;
          case RUNNING -> Order.PARKED;
          case PARKED -> Order.NAME;
          case NAME -> Order.LIVE;
        };
  }

  String filter() {
    return filter;
  }

  void filter(String words) {
    filter = words;
  }

  boolean isTyping() {
    return typing;
  }

  void setTyping(boolean typing) {
    this.typing = typing;
  }

  boolean isFrozen() {
    return frozen;
  }

  void freeze(boolean freeze) {
    frozen = freeze;
  }

  /// Whether the threads are shown, by where they began.
  boolean showsThreads() {
    return threads;
  }

  void showThreads(boolean show) {
    threads = show;
  }

  Optional<List<String>> stack() {
    return Optional.ofNullable(stack);
  }

  void showStack(@Nullable List<String> lines) {
    stack = lines;
  }

  boolean lets(String text) {
    return text.toLowerCase(java.util.Locale.ROOT)
        .contains(filter.toLowerCase(java.util.Locale.ROOT));
  }
}
