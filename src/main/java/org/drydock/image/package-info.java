/**
 * Operating system images and upgrade packages: import, indexes, versions, installed updates,
 * publishing and rollback.
 */
package org.drydock.image;
