'use strict';

// Azurite looks its rows up by { accountName, containerName, name, … } or { PartitionKey, RowKey, … }. lokijs takes the index of the first property
// only and walks over whatever that finds, which is everything: a lookup among 10,000 jobs then costs milliseconds. With the property that tells
// rows apart in front the same index finds the one row at once. Nothing else changes.
const { Collection } = require(require.resolve('lokijs', { paths: [process.argv[1]] }));

const tellingApart = ['RowKey', 'name'];
const findOne = Collection.prototype.findOne;

Collection.prototype.findOne = function (query) {
  const first = tellingApart.find((property) => typeof query?.[property] === 'string' && this.binaryIndices[property]);
  return findOne.call(this, first ? { [first]: query[first], ...query } : query);
};
