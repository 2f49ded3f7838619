// `npm run exec -- node scripts/message-docs.mjs`: writes docs/messages.md from the sources.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesPage } from './lib/messages/page.mjs';
import { messages } from './lib/messages/sites.mjs';
import { root } from './lib/toolchain.mjs';

writeFileSync(join(root, 'docs', 'messages.md'), messagesPage(messages()));
