/** The command line: its commands, what it prints, and the runners it brings along. */
package io.risknet.runners;
