import { columnOf, typeOf, type Model } from '../contract/model.ts';
import { pascal, type PlannedExposure } from '../query/impact.ts';
import type { Emission, FieldConfig } from './builder.ts';
import { pageArgs } from './emit-entity.ts';
import { coordinateSystem, outputOf } from './emit-filters.ts';

const crs = {
  type: 'CoordinateSystem',
  description: '坐标所用的坐标系，缺省 CGCS2000。The system of the coordinates, CGCS2000 unless told.',
};

/** The roots over what plugins contribute: `mapLayers`, `mapFeatures` and `impact`; each is there when somebody contributes. */
export function emitMap(emission: Emission, model: Model): void {
  if (model.layers.length > 0) emitLayers(emission);
  if (model.exposures.length > 0) emitImpact(emission, model);
}

function emitLayers(emission: Emission): void {
  coordinateSystem(emission);
  emission.object('MapLayer', '图层。A layer of the map.', {
    id: { type: 'String', description: '标识。Its id.' },
    title: { type: 'String', description: '名称。Its title.' },
    plugin: { type: 'String', description: '提供者。Who contributes it.' },
    type: { type: 'String', description: '要素的类型。The type of its features.' },
    properties: { type: ['String'], description: '要素所带的属性。What each feature carries.' },
  });
  emission.query({
    mapLayers: {
      type: ['MapLayer'],
      description: '各插件提供、且调用者可读的图层。The layers that plugins contribute and the caller may read.',
      extensions: { fengsui: { kind: 'mapLayers' } },
    },
    mapFeatures: {
      type: ['JSON'],
      description:
        '范围内的要素，每个图层一个 GeoJSON FeatureCollection，另带 layer 与 truncated；每层最多 1000 个。The features inside a place: a GeoJSON FeatureCollection for each layer, with its layer and whether it was truncated at 1,000.',
      args: {
        layers: { type: ['String'], description: '图层，缺省全部。Layers, all unless told.' },
        bbox: { type: ['Float'], description: '[西, 南, 东, 北]。[west, south, east, north].' },
        within: { type: 'GeoJSON', description: 'Polygon 或 MultiPolygon。A Polygon or MultiPolygon.' },
        zoom: {
          type: 'Int',
          description:
            '缩放级别 0–22：相近的要素合为一个，带 cluster 与 count；缺省不合并。Zoom of a web map, 0 to 22: features close to each other become one with cluster and count; none are merged unless told.',
        },
        crs,
      },
      extensions: { fengsui: { kind: 'mapFeatures' } },
    },
  });
}

function emitImpact(emission: Emission, model: Model): void {
  coordinateSystem(emission);
  const fields = model.exposures.map(({ exposure, plugin }): [string, FieldConfig] => {
    const name = pascal(exposure.id);
    const { entity } = typeOf(model, exposure.type.entity.name);
    const sums = Object.entries(exposure.sums).map(([sum, property]): [string, FieldConfig] => {
      const output = outputOf(columnOf(entity, property));
      return [sum, { type: output === 'Int' ? 'Float' : output, description: `${property} 之和。Sum of ${property}.` }];
    });
    if (sums.length > 0) emission.object(`${name}ImpactSums`, `${exposure.title}：合计。Sums.`, Object.fromEntries(sums));
    emission.object(`${name}Impact`, `${exposure.title}：范围内的数量与名单。How many lie inside, and which.`, {
      count: { type: 'Int', description: '数量。How many.' },
      rows: {
        type: `${exposure.type.name}Connection`,
        description: '名单。Which.',
        args: pageArgs(exposure.type.name) as NonNullable<FieldConfig['args']>,
      },
      ...(sums.length === 0 ? {} : { sums: { type: `${name}ImpactSums`, description: '合计。Sums.' } }),
    });
    const planned: PlannedExposure = { exposure, plugin };
    return [
      name.charAt(0).toLowerCase() + name.slice(1),
      { type: `${name}Impact`, description: `${exposure.title}。`, extensions: { exposure: planned, plugin } },
    ];
  });
  emission.object('Impact', '多边形内有谁、有什么。Who and what lies inside a polygon.', Object.fromEntries(fields));
  emission.query({
    impact: {
      type: 'Impact',
      description: '多边形内有谁、有什么，按调用者的范围。Who and what lies inside a polygon, in the caller’s scope.',
      args: {
        geometry: { type: 'GeoJSON', required: true, description: 'Polygon 或 MultiPolygon。A Polygon or MultiPolygon.' },
        crs,
      },
      extensions: { fengsui: { kind: 'impact' } },
    },
  });
}
