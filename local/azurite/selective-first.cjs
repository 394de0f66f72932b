'use strict';

// Azurite keeps its rows in lokijs and queries them by { accountName, containerName, name, … } or { PartitionKey, RowKey, … }. lokijs uses the
// index of the first property only and scans whatever that finds, which is everything: among 10,000 jobs a lookup costs milliseconds, and a
// listing tens of them. With the selective property first, the same indexes find the rows at once. The results stay the same.
const Loki = require(require.resolve('lokijs', { paths: [process.argv[1]] }));
const { Collection, Resultset } = Loki;

const tellingApart = ['RowKey', 'name'];
const findOne = Collection.prototype.findOne;
Collection.prototype.findOne = function (query) {
  const first = tellingApart.find((property) => typeof query?.[property] === 'string' && this.binaryIndices[property]);
  return findOne.call(this, first ? { [first]: query[first], ...query } : query);
};

// A listing queries names by a pattern for their prefix. lokijs sorts anything that looks like a number before all words; with a slash nothing does.
const find = Resultset.prototype.find;
Resultset.prototype.find = function (query, firstOnly) {
  const pattern = query?.name?.$regex;
  if (!this.filterInitialized && typeof pattern === 'string' && pattern.startsWith('^') && pattern.includes('/') && this.collection.binaryIndices.name) {
    const prefix = pattern.slice(1).replace(/\\(.)/g, '$1');
    find.call(this, { name: { $between: [prefix, `${prefix}\uffff`] } });
  }

  return find.call(this, query, firstOnly);
};
