/** Settings, the layout of the data folder, and the clock. */
package org.drydock.site;
