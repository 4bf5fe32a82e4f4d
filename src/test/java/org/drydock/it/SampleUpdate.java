package org.drydock.it;

/** The KB numbers of the sample updates. */
final class SampleUpdate {

  static final String SERVICING_STACK = "KB5990100";
  static final String OLDER_ROLLUP = "KB5990101";
  static final String NEWER_ROLLUP = "KB5990102";
  static final String DOT_NET = "KB5990103";

  static final String FOR_ARM64 = "KB5990104";
  static final String INSTALLED = "KB5990105";
  static final String DELTAS = "KB5990106";
  static final String WRONG_PAYLOAD = "KB5990107";
  static final String WITHOUT_PARENT = "KB5990109";
  static final String WITH_SERVICE = "KB5990110";

  private SampleUpdate() {}
}
