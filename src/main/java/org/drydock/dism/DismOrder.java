package org.drydock.dism;

import java.util.List;

/**
 * A call of DISM as it is good on every node of the site: without the program and the folders of
 * the host that will make it.
 *
 * @param arguments as DISM takes them, without the options that every call has
 * @param brief whether it only reads little
 */
public record DismOrder(List<String> arguments, boolean brief) {

  public static DismOrder of(DismCall<?> call) {
    return new DismOrder(call.arguments(), !(call instanceof DismCall.Change));
  }
}
