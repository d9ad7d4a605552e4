/** Commands about runs that go on, or have ended, elsewhere. */
package dev.dml.cli.run;
