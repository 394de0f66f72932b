using SegFunctions.Compatibility.Tests.Stacks;
using Xunit.Sdk;
using Xunit.v3;

// Inference takes every core, so tests side by side would only wait for one another.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SharedStack))]
