/** The account's people work in Europe and a few in America: weights of the hours of a working day, in UTC. */
const workingDay = [1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 9, 7, 8, 10, 10, 9, 8, 6, 5, 4, 3, 2, 2, 1];
const dayOfRest = workingDay.map((weight) => 1 + weight / 8);
const workingTotal = total(workingDay);
const restTotal = total(dayOfRest);
/** How busy a day of the weekend is, against a working day; and both so that a week has seven days' worth of events. */
const weekendFactor = 0.3;
const workingFactor = (7 - 2 * weekendFactor) / 5;

/**
 * The part of a day's events that fall into the hour, and whether people are at work then. The last day of the
 * history counts as a working day on any weekday, and its hours differ less: a user sees something whenever they look.
 */
export function hourWeights(
  start: number,
  isLastDay: boolean,
): { readonly share: number; readonly atWork: boolean } {
  const date = new Date(start);
  const hour = date.getUTCHours();
  const weekday = date.getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const working = (workingDay[hour] ?? 0) / workingTotal;
  if (isLastDay) {
    return { share: (working + 1 / 24) / 2, atWork: true };
  }
  if (isWeekend) {
    return { share: (weekendFactor * (dayOfRest[hour] ?? 0)) / restTotal, atWork: false };
  }
  return { share: workingFactor * working, atWork: hour >= 6 && hour < 20 };
}

function total(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
