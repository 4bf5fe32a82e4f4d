package org.wimdism.wim;

/**
 * A file or folder of an image.
 *
 * @param path its path in the image's own spelling, parts separated by '/', none at the start
 * @param size the length of the file's unnamed stream; 0 for a folder
 * @param sha1 the SHA-1 of that stream in lower-case hex; empty for a folder or an empty file
 * @param attributes the Windows file attributes
 * @param linkGroup equal for all hard links of one file of a {@link MountedImage}; 0 for a file of
 *     the image that has one link only
 */
public record Entry(
    String path, boolean directory, long size, String sha1, int attributes, long linkGroup) {

  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
