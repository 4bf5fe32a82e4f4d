package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A rule by which a catalogue tells where an update belongs, reduced to what can be decided for an
 * image that does not run.
 *
 * @param operands the rules it combines; null for none
 * @param value what a single condition compares with; of an unknown one, its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rule(Operator operator, List<Rule> operands, String value) {

  enum Operator {
    AND,
    OR,
    NOT,
    TRUE,
    FALSE,
    /** The value is a comparison and up to five numbers, see {@link WindowsVersionRule}. */
    WINDOWS,
    /** The value is the number of an architecture. */
    PROCESSOR,
    /** The packages that the update brings are in the image. */
    PACKAGES_INSTALLED,
    /** The image has what the packages belong to. */
    PACKAGES_INSTALLABLE,
    /** The value is the identity of a package that must be in the image. */
    PACKAGE_PRESENT,
    /** Asks for what only a running Windows can tell: registry, files, hardware. */
    UNKNOWN
  }

  static final Rule TRUE = new Rule(Operator.TRUE, null, null);

  static Rule of(Operator operator, String value) {
    return new Rule(operator, null, value);
  }

  static Rule unknown(String name) {
    return of(Operator.UNKNOWN, name);
  }

  /** And, or, not; what only combines unknowns is one unknown. */
  static Rule of(Operator operator, List<Rule> operands) {
    if (operator == Operator.AND && operands.isEmpty()) {
      return TRUE;
    }
    if (operator != Operator.NOT && operands.size() == 1) {
      return operands.get(0);
    }
    return !operands.isEmpty()
            && operands.stream().allMatch(operand -> operand.operator == Operator.UNKNOWN)
        ? operands.get(0)
        : new Rule(operator, List.copyOf(operands), null);
  }
}
