/** The demonstration: a client of the REST API that services a sample image and tells how. */
package org.drydock.demo;
