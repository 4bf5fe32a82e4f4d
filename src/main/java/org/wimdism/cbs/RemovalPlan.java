package org.wimdism.cbs;

import java.util.List;

/**
 * What removing a package from one image comes to.
 *
 * @param going the package and the parts only it owns
 * @param returning packages that were superseded and are in force again
 * @param components the components that no other package lists
 */
record RemovalPlan(
    List<Identity> going, List<Identity> returning, List<ComponentManifest> components) {}
