package org.drydock.bench;

import java.io.IOException;
import java.nio.file.Path;

/** One way to service the benchmark's image with all its updates. */
interface Contender extends AutoCloseable {

  String name();

  /**
   * Services the image once.
   *
   * @param work an empty folder
   */
  Measurement service(Path work) throws IOException, InterruptedException;

  /** The WIM that the last call made, as long as its work folder is there. */
  Path result();

  @Override
  default void close() {}
}
