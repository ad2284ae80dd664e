import type { Dashboard } from '../contents';
import { isArray, isObject, textOf, type Json, type JsonObject } from '../json';
import type { DashboardChange, DashboardName } from './model';
import { changesOf } from './values';

/** Compares dashboards by uid, and their panels by id, else title. */
export function dashboardDifference(
  before: readonly Dashboard[],
  after: readonly Dashboard[],
): { added: DashboardName[]; removed: DashboardName[]; changed: DashboardChange[] } {
  const old = new Map(before.map((dashboard) => [dashboard.uid, dashboard]));
  const now = new Map(after.map((dashboard) => [dashboard.uid, dashboard]));
  return {
    added: after
      .filter(({ uid }) => !old.has(uid))
      .map(nameOf)
      .sort(byUid),
    removed: before
      .filter(({ uid }) => !now.has(uid))
      .map(nameOf)
      .sort(byUid),
    changed: after
      .flatMap((dashboard) => {
        const earlier = old.get(dashboard.uid);
        return earlier === undefined ? [] : dashboardChange(earlier, dashboard);
      })
      .sort(byUid),
  };
}

function dashboardChange(before: Dashboard, after: Dashboard): DashboardChange[] {
  const old = panelsOf(before.dashboard);
  const now = panelsOf(after.dashboard);
  const changedPanels = [...now].flatMap(([key, { title, body }]) => {
    const earlier = old.get(key);
    const changes = earlier === undefined ? [] : changesOf(earlier.body, body);
    return changes.length === 0 ? [] : [{ panel: title, changes }];
  });
  const titles = (panels: Panels, others: Panels) =>
    [...panels].filter(([key]) => !others.has(key)).map(([, { title }]) => title);
  const change: DashboardChange = {
    ...nameOf(after),
    addedPanels: titles(now, old),
    removedPanels: titles(old, now),
    changedPanels,
    changes: changesOf(withoutPanels(before.dashboard), withoutPanels(after.dashboard)),
  };
  const { addedPanels, removedPanels, changes } = change;
  return [addedPanels, removedPanels, changedPanels, changes].some((list) => list.length > 0) ? [change] : [];
}

type Panels = ReadonlyMap<string, { readonly title: string; readonly body: JsonObject }>;

/** Rows hold panels of their own, which count like the others. */
function panelsOf(dashboard: JsonObject): Panels {
  const panels = new Map<string, { title: string; body: JsonObject }>();
  const collect = (list: Json | undefined): void => {
    if (!isArray(list)) return;
    for (const panel of list.filter(isObject)) {
      const { panels: nested, targets, ...rest } = panel;
      const title = typeof panel['title'] === 'string' ? panel['title'] : '';
      const identity = panel['id'] ?? title;
      const key = JSON.stringify(panels.has(JSON.stringify(identity)) ? [identity, panels.size] : identity);
      panels.set(key, {
        title: title === '' ? `panel ${textOf(identity)}` : title,
        body: { ...rest, ...queries(targets) },
      });
      collect(nested);
    }
  };
  collect(dashboard['panels']);
  return panels;
}

/** Queries by their letter; one that is only an expression as that. */
function queries(targets: Json | undefined): JsonObject {
  if (!isArray(targets)) return {};
  const entries = targets.filter(isObject).map((target, index): [string, Json] => {
    const { refId, ...query } = target;
    const only = Object.keys(query).length === 1 ? query['expr'] : undefined;
    return [typeof refId === 'string' ? refId : String(index + 1), only ?? query];
  });
  return { queries: Object.fromEntries(entries) };
}

function withoutPanels(dashboard: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(dashboard).filter(([key]) => key !== 'panels'));
}

function nameOf({ uid, title }: DashboardName): DashboardName {
  return { uid, title };
}

function byUid(a: DashboardName, b: DashboardName): number {
  return a.uid < b.uid ? -1 : 1;
}
