using SegFunctions.Compatibility.Tests.Stacks;
using Xunit.Sdk;
using Xunit.v3;

// Two lanes: tests of the shared stack one after the other, and beside them those with stacks of their own. Half of a test's time is waiting, so two fill
// two cores; more would only wait for one another, since inference takes every core.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections)]
[assembly: AssemblyFixture(typeof(SharedStack))]
