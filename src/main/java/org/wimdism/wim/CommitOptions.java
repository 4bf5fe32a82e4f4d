package org.wimdism.wim;

/**
 * How changes are put into the WIM.
 *
 * @param checkIntegrity check the WIM's integrity table first, and write one
 * @param append make a new image of the WIM and leave the mounted one as it is
 */
public record CommitOptions(boolean checkIntegrity, boolean append) {

  public static final CommitOptions PLAIN = new CommitOptions(false, false);
}
