/** What the REST interface and the pages have in common. */
package org.drydock.web;
