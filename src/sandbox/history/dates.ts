const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 in UTC with seconds, as in every time that CloudTrail itself writes. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** How STS and most services that speak JSON write a time in what they answered: `Jul 10, 2023, 12:55:24 PM`, in UTC. */
export function answeredDate(time: number): string {
  return twelveHours(time, ', ');
}

/** How IAM writes a time in what it answered: `Jul 10, 2023 12:55:24 PM`, in UTC. */
export function iamDate(time: number): string {
  return twelveHours(time, ' ');
}

function twelveHours(time: number, separator: string): string {
  const date = new Date(time);
  const hours = date.getUTCHours();
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const calendar = `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${calendar}${separator}${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
