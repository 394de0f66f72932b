using SegFunctions.Compatibility.Tests.Stacks;
using Xunit.Sdk;
using Xunit.v3;

// Three lanes: tests of the shared stack one after the other and, in parallel, those with stacks of their own and those that kill theirs. A lane waits half the
// time and so keeps about one core busy; the third fills the cores that test programs which ended earlier leave idle.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 3)]
[assembly: AssemblyFixture(typeof(SharedStack))]
