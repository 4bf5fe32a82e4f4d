/**
 * WIM files through libwim, and mounted images: a record in a state folder plus an overlay of
 * changed files in the mount folder, without FUSE and without a daemon.
 */
package org.wimdism.wim;
