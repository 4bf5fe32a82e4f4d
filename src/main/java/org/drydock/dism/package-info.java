/**
 * The DISM client: a typed command becomes an argument list, its output a typed result or a
 * DismException.
 */
package org.drydock.dism;
