/** The command line: arguments, DISM's form of output, its exit codes, one class per command. */
package org.wimdism.cli;
