package org.wimdism.cbs;

import java.util.List;

/**
 * What adding a package to one image comes to.
 *
 * @param packages the package and the nested ones that apply, in this order
 * @param components all components that are new to the image, deployments too
 * @param skipped nested packages that do not apply to this image
 * @param shared nested packages that the image has from another package
 */
record InstallPlan(
    List<PackageManifest> packages,
    List<PlannedComponent> components,
    List<Identity> skipped,
    List<Identity> shared) {}
