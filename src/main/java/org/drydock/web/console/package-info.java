/** The console: pages for people. Each page is a record made from what the services answer. */
package org.drydock.web.console;
