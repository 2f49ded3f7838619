import { describe, expect, it } from 'vitest';
import { fakeHost } from '../host/fake-host.ts';
import { junitXml } from './junit.ts';
import { openJunit } from './junit-file.ts';

const passed = { guest: 950, suite: 'health', name: 'a', ok: true };
const failed = {
  guest: 950,
  suite: 'smoke',
  name: 'b',
  ok: false,
  message: 'exited 3',
  output: 'x',
};

describe('JUnit XML', () => {
  it('has a suite for each guest and suite', () => {
    expect(junitXml([passed, failed])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="phoenix" tests="2" failures="1">
  <testsuite name="950:health" tests="1" failures="0">
    <testcase classname="950:health" name="a"/>
  </testsuite>
  <testsuite name="950:smoke" tests="1" failures="1">
    <testcase classname="950:smoke" name="b">
      <failure message="exited 3">x</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('tells what could not be run here', () => {
    const skipped = { ...passed, skipped: true as const, message: 'needs root' };
    const xml = junitXml([failed, skipped]);
    expect(xml).toContain('<testsuites name="phoenix" tests="2" failures="1" skipped="1">');
    expect(xml).toContain('name="a">\n      <skipped message="needs root"/>\n    </testcase>');
  });

  it('is XML whatever a test is called and prints', () => {
    const odd = { ...passed, name: '<a & "b">\u0000\ud800', seconds: 1.5 };
    expect(junitXml([odd])).toContain(
      'name="&lt;a &amp; &quot;b&quot;&gt;\\x00\ufffd" time="1.500"/>',
    );
    const output = 'a\tb\r\n\u001b[2J]]></failure>\u009b\u202e\uffff';
    expect(junitXml([{ ...failed, output }])).toContain(
      '>a\tb\n\\x1b[2J]]&gt;&lt;/failure&gt;\\u009b\\u202e\ufffd</failure>',
    );
  });
});

describe('the file of --junit', () => {
  const host = () => {
    const made = fakeHost();
    made.makeDirectory('/results', 0o755);
    return made;
  };

  it('says that the run has not ended, until the results are in it', () => {
    const on = host();
    const file = openJunit(on, '/results/all.xml');
    expect(on.files.get('/results/all.xml')).toContain('failures="1"');
    expect(on.files.get('/results/all.xml')).toContain('has not come to its end');
    file.write([passed]);
    expect(on.files.get('/results/all.xml')).toBe(junitXml([passed]));
  });

  it.each([
    ['/nowhere/all.xml', 'cannot write /nowhere/all.xml: there is no directory /nowhere'],
    ['/results', 'cannot write /results: what is there is no file'],
  ])('%s is refused', (given, message) => {
    expect(() => openJunit(host(), given)).toThrow(expect.objectContaining({ message, exit: 66 }));
  });
});
