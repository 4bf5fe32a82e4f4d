package org.drydock.update;

/**
 * Yes, no, or nobody can tell.
 *
 * @param reason what decides, in words; of an unknown what would have to be known
 */
record Truth(Value value, String reason) {

  enum Value {
    TRUE,
    FALSE,
    UNKNOWN
  }

  static final Truth TRUE = new Truth(Value.TRUE, "");

  static Truth unknown(String reason) {
    return new Truth(Value.UNKNOWN, reason);
  }

  static Truth no(String reason) {
    return new Truth(Value.FALSE, reason);
  }

  boolean is(Value wanted) {
    return value == wanted;
  }

  /** No beats unknown beats yes. */
  Truth and(Truth other) {
    if (is(Value.FALSE) || (is(Value.UNKNOWN) && !other.is(Value.FALSE))) {
      return this;
    }
    return other;
  }

  /** Yes beats unknown beats no. */
  Truth or(Truth other) {
    if (is(Value.TRUE) || (is(Value.UNKNOWN) && !other.is(Value.TRUE))) {
      return this;
    }
    return other.is(Value.FALSE) ? this : other;
  }

  Truth not() {
    return switch (value) {
      case TRUE -> no(reason);
      case FALSE -> new Truth(Value.TRUE, reason);
      case UNKNOWN -> this;
    };
  }
}
