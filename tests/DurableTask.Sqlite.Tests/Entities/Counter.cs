using System.Globalization;
using DurableTask.Core.Entities;
using DurableTask.Core.Entities.OperationFormat;

namespace DurableTask.Sqlite.Tests.Entities;

/// <summary>An entity that counts: <c>add</c>, <c>get</c>, <c>delete</c>. Any other operation fails.</summary>
internal sealed class Counter : TaskEntity
{
    public override Task<EntityBatchResult> ExecuteOperationBatchAsync(EntityBatchRequest operations)
    {
        var state = operations.EntityState;
        var results = operations.Operations!.Select(operation =>
        {
            switch (operation.Operation)
            {
                case "add":
                    state = Text(Number(state) + Number(operation.Input));
                    return new OperationResult { Result = state };
                case "get":
                    return new OperationResult { Result = Text(Number(state)) };
                case "delete":
                    state = null;
                    return new OperationResult();
                default:
                    return new OperationResult { ErrorMessage = "What?", FailureDetails = new("None", "What?", null, null, false) };
            }
        }).ToList();
        return Task.FromResult(new EntityBatchResult { Results = results, Actions = [], EntityState = state });
    }

    private static int Number(string? text) => text is null ? 0 : int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
