package org.drydock.it;

/** The KB numbers of the sample updates. */
public final class SampleUpdate {

  public static final String SERVICING_STACK = "KB5990100";
  public static final String OLDER_ROLLUP = "KB5990101";
  public static final String NEWER_ROLLUP = "KB5990102";
  public static final String DOT_NET = "KB5990103";

  public static final String FOR_ARM64 = "KB5990104";
  public static final String INSTALLED = "KB5990105";
  public static final String DELTAS = "KB5990106";
  public static final String WRONG_PAYLOAD = "KB5990107";
  public static final String WITHOUT_PARENT = "KB5990109";
  public static final String WITH_SERVICE = "KB5990110";

  private SampleUpdate() {}
}
