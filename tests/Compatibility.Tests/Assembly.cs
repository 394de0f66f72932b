using SegFunctions.Compatibility.Tests.Stacks;
using Xunit.Sdk;
using Xunit.v3;

// Four lanes of about as much work each: tests of the shared stack one after the other and, in parallel, those in a browser, those with stacks of their own and
// those that kill theirs. A lane waits half the time; together they also fill the cores that test programs which ended earlier leave idle. A fifth does nothing but wait.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 5)]
[assembly: AssemblyFixture(typeof(SharedStack))]
