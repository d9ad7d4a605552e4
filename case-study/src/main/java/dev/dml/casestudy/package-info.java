/** Programs that estimate published results again and print them beside the published numbers. */
package dev.dml.casestudy;
