// What of commander stands in the bundle for all that make options and arguments: its classes of these, and its errors.
import argument from '../node_modules/commander/lib/argument.js';
import error from '../node_modules/commander/lib/error.js';
import option from '../node_modules/commander/lib/option.js';

export const { Argument } = argument;
export const { CommanderError, InvalidArgumentError } = error;
export const { Option } = option;
