using SegFunctions.Compatibility.Tests.Stacks;
using Xunit.Sdk;
using Xunit.v3;

// Two lanes: tests of the shared stack one after the other and, in parallel, those with stacks of their own. A lane waits half the time and so keeps about
// one core busy; more lanes would only wait for each other, since inference uses every core.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections)]
[assembly: AssemblyFixture(typeof(SharedStack))]
