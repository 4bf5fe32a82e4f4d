/** The benchmark: servicing by hand, with wimdism and with Drydock, measured side by side. */
package org.drydock.bench;
