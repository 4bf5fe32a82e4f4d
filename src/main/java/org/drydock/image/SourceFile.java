package org.drydock.image;

import java.nio.file.Path;

/**
 * A file to be imported.
 *
 * @param file where it is, links followed
 * @param name its path in the version's folder
 */
record SourceFile(Path file, Path name) {}
