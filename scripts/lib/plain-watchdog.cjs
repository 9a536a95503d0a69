/**
 * Stands in for the native watchdog of VS Code, which needs a compiler: ends the extension host when the process that it
 * belongs to is gone.
 */
'use strict';
const process = require('node:process');
const { setInterval } = require('node:timers');

exports.start = (pid) => {
  const check = () => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  };
  setInterval(check, 3000).unref();
};

exports.exit = (code) => process.exit(code);
