package org.wimdism.cli;

import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.WimFile;

/** The image that is chosen by its index or by its name. */
final class ImageChoice {

  private ImageChoice() {}

  static int of(Arguments arguments, String index, String name, WimFile wim) {
    if (arguments.has(index) == arguments.has(name)) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "Give either /" + index + " or /" + name + ", to choose an image of the file.");
    }
    return arguments.has(index)
        ? wim.requireImage(arguments.number(index))
        : wim.requireImage(arguments.required(name));
  }
}
