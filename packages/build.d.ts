/** The root package.json's version, put in by the build. Not there when sources run unbundled. */
declare const __PHOENIX_VERSION__: string;
