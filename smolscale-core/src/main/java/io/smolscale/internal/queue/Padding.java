package io.smolscale.internal.queue;

/// Filler in front of fields that one core writes all the time.
///
/// Two words on one cache line make two cores fight for it although they touch different words.
/// What lies beside an object is for the collector to decide, and it likes to put the same parts of
/// two workers side by side. So whatever is written for each task has filler on both sides: this
/// class before, and fields of the last subclass behind. That works because the VM lays out a
/// superclass's fields before those of its subclass, and may reorder fields only within one class.
/// It is 120 bytes, and not 56, because processors fetch lines in pairs.
public abstract class Padding {
  @SuppressWarnings("unused") // filler
  private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, ba, bb, bc, bd, be;
}
