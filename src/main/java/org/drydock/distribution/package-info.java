/** Distribution points and how an image gets to them. */
package org.drydock.distribution;
