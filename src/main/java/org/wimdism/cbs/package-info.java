/** Component-based servicing: packages, applicability, the component store of a mounted image. */
package org.wimdism.cbs;
