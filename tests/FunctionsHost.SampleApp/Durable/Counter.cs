using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace FunctionsHost.SampleApp.Durable;

public sealed class Counter : TaskEntity<int>
{
    public void Add(int number) => State += number;

    public int Get() => State;

    [Function(nameof(Counter))]
    public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();
}
