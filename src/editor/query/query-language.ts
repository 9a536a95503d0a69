/** The language of query documents; package.json has its grammar. It has a file of its own to be loaded alone. */
export const queryLanguage = 'ctsql';
