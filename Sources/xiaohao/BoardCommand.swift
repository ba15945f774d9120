enum BoardCommand { static func open(_ global: GlobalOptions) throws {} }
