/** Offline registry hives, read and changed through libhivex. */
package org.wimdism.hive;
