package org.wimdism.cbs;

import java.util.List;

/**
 * One {@code update} of a package: what it brings and on which conditions.
 *
 * @param onUpdates names of updates of the same package that must take effect too
 * @param onComponents components of which a version must be in the image
 * @param unsupported what wimdism cannot evaluate or carry out, by element name
 */
record UpdateElement(
    String name,
    List<Identity> packages,
    List<Identity> components,
    List<String> onUpdates,
    List<OnComponent> onComponents,
    List<String> unsupported) {

  /** A version of the component that the update may raise: same parts above {@code free}. */
  record OnComponent(Identity component, Elevate elevate) {

    boolean isMetBy(Version installed) {
      Version from = component.version();
      boolean sameMajorMinor =
          installed.major() == from.major() && installed.minor() == from.minor();
      return switch (elevate) {
        case REVISION ->
            sameMajorMinor
                && installed.build() == from.build()
                && installed.revision() >= from.revision();
        case BUILD -> sameMajorMinor && installed.compareTo(from) >= 0;
      };
    }
  }

  /** The highest part of a component's version that the update may change. */
  enum Elevate {
    REVISION,
    BUILD
  }
}
