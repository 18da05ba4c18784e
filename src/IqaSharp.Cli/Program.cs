Console.WriteLine("iqa");
