export { verbMeant } from './verb-meant.ts';
