/**
 * Conversions between cells and their text or binary forms, shared by the formats; exact or
 * refused.
 */
@NullMarked
package dpone.toolkit.format.cell;

import org.jspecify.annotations.NullMarked;
